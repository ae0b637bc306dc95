// Calendar days of the demo's company, as the console writes them.

const ZONE = 'Asia/Shanghai';

/** The calendar day of an instant, as in `2026-03-09`. */
export function dayOf(instant) {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(instant));
}

/** The day so many days after another. */
export function daysAfter(day, count) {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** A day as people say it: without the year while it is this one. */
export function spoken(day, lang = 'zh') {
  if (day.slice(0, 4) !== dayOf(Date.now()).slice(0, 4)) return day;
  const date = new Date(day);
  const [month, number] = [date.getUTCMonth() + 1, date.getUTCDate()];
  if (lang === 'zh') return `${month}月${number}日`;
  return `${date.toLocaleString('en', { month: 'short', timeZone: 'UTC' })} ${number}`;
}
