// Files are checked and shown line by line before anything changes, and do no harm when they come again.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { Api } from '../harness/api.mjs';
import { ADMIN, OPERATIONS } from '../harness/people.mjs';
import { shots } from '../harness/shots.mjs';
import { suite } from '../harness/suite.mjs';
import { logged } from '../pages/audit.mjs';
import { Districts } from '../pages/districts.mjs';
import { Employees } from '../pages/employees.mjs';
import { Imports } from '../pages/imports.mjs';
import { enter } from '../pages/shell.mjs';

/** 街道 in GB18030, which is no UTF-8. */
const FOREIGN = Buffer.from([0xbd, 0xd6, 0xb5, 0xc0]);

let admin;
let known;

const { test } = suite(async (url) => {
  admin = await Api.signIn(url, ADMIN);
  known = (await admin.get('/api/v1/districts?limit=2')).items;
});

const line = (...cells) => `${cells.join(',')}\n`;
const file = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const same = ({ code, province, city, county, name }) => line(code, province, city, county, name);

test('a file of districts is shown line by line, and only the agreed lines are written', async ({ open }) => {
  const [kept, renamed] = known;
  const districts = file(
    line('编码', '省份', '城市', '区县', '商圈'),
    line('E2E-1', '浙江', '杭州市', '西湖区', '端到端一街'),
    line('E2E-2', '浙江省', '杭州市', '西湖区', '端到端二街'),
    same(kept),
    same({ ...renamed, name: `${renamed.name}新` }),
    line('E2E-3', '浙江省', '杭州市', '西湖区', ''),
    line('E2E-4', '浙江省', '上海市', '西湖区', '别处的街'),
    line('E2E-5', '仙乡', '杭州市', '西湖区', '无处的街'),
    line('E2E-1', '浙江省', '杭州市', '西湖区', '重复的街'),
    line('E2E-6', '浙江省', '杭州市', '西湖区', '=1+1'),
    line('E2E-7', '浙江省', '杭州市', '缺一列'),
    file('E2E-8,浙江省,杭州市,西湖区,', FOREIGN, '\n'),
    line('', '浙江省', '杭州市', '西湖区', '长'.repeat(61)),
  );
  const page = await open();
  const shell = await enter(page, OPERATIONS);
  await shell.go('territory.TITLE');
  const imports = new Imports(page);
  await imports.open('territory.IMPORT');
  await shots(page, 'import-file');
  await imports.upload('districts.csv', districts);
  assert.deepEqual(await imports.figures(), { add: 2, change: 1, keep: 1, bad: 8 });
  assert.deepEqual(await imports.faults(), {
    6: '商圈：必填',
    7: '城市：不存在',
    8: '省份：不存在',
    9: '编码：与第 2 行重复',
    10: '商圈：不允许公式',
    11: '应有 5 列，实际 4 列',
    12: '商圈：文字编码无法识别',
    13: '编码：必填；商圈：最多 60 个字符',
  });
  await shots(page, 'import-preview');

  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: shell.say('imports.BAD_REPORT') }).click();
  const report = await readFile(await (await saved).path(), 'utf8');
  assert.equal(report.trim().split('\n').length, 1 + 8);
  assert.ok(report.includes('与第 2 行重复'));

  await imports.tab('CHANGE').click();
  await imports.line(5).getByText(`${renamed.name}新`).waitFor();
  assert.ok(await imports.apply.isDisabled());
  await imports.leaveOut.check();
  assert.equal(await imports.carryOut(), shell.say('imports.APPLIED_BODY', 2, 1, 1, 8));
  await shots(page, 'import-done');

  await imports.another();
  await imports.upload('districts.csv', districts);
  assert.deepEqual(await imports.figures(), { add: 0, change: 0, keep: 4, bad: 8 });
  await imports.leaveOut.check();
  await page.getByText(shell.say('imports.NOTHING_TO_APPLY')).waitFor();
  assert.ok(await imports.apply.isDisabled());

  await shell.go('territory.TITLE');
  const list = new Districts(page);
  await list.find('E2E-2');
  await list.row('E2E-2').getByText('端到端二街').waitFor();
  await list.search.fill('E2E-6');
  await page.getByText(shell.say('territory.EMPTY_FILTERED'), { exact: true }).waitFor();
  const boss = await enter(await open(), ADMIN);
  await logged(boss, 'district.import', 'districts.csv');
});

test('a file that is no table of districts is refused as a whole', async ({ open }) => {
  const page = await open();
  const shell = await enter(page, OPERATIONS, 'en');
  await page.goto('/districts/import');
  await page.getByLabel(shell.say('imports.STEP_FILE')).setInputFiles({ name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('code,name\n1,x\n') });
  await page.getByRole('heading', { name: shell.say('imports.FAILED') }).waitFor();
  await page.getByText('Province: required').waitFor();
  await page.getByRole('button', { name: shell.say('imports.ANOTHER') }).click();
  await page.getByLabel(shell.say('imports.STEP_FILE')).setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
  await shell.toast(shell.say('imports.NOT_A_TABLE')).waitFor();
});

test('a file of employees brings colleagues in, and says what is wrong with the others', async ({ open }) => {
  const UNIT = '总部/华东大区/华东一区';
  const { items } = await admin.get('/api/v1/employees?agent=true&limit=200');
  const holder = items.find((one) => one.customers > 0);
  const employees = file(
    line('number', 'name', 'phone', 'username', 'unit', 'agent', 'Birthday'),
    line('X001', 'Ann Import', '13900010001', 'ann.import', UNIT, 'yes', ''),
    line('X002', 'Ben Import', '', '', UNIT, 'no', ''),
    line('X003', 'Cat Import', '12', '', UNIT, 'no', ''),
    line('X004', 'Dan Import', '', 'agent', UNIT, 'no', ''),
    line('X005', 'Eve Import', '', '', '总部/没有', 'no', ''),
    line('X006', 'Fay Import', '', '', UNIT, 'maybe', ''),
    line('X001', 'Gus Import', '', '', UNIT, 'no', ''),
    line(holder.number, holder.name, '', '', UNIT, 'no', ''),
  );
  const page = await open();
  const shell = await enter(page, ADMIN, 'en');
  await shell.go('organisation.EMPLOYEES');
  const imports = new Imports(page, 'en');
  await imports.open('organisation.IMPORT');
  await imports.upload('people.csv', employees);
  assert.deepEqual(await imports.figures(), { add: 2, change: 0, keep: 0, bad: 6 });
  assert.deepEqual(await imports.faults(), {
    4: 'Phone: not a valid telephone number',
    5: 'User name: already taken',
    6: 'Unit: does not exist',
    7: 'Agent: not one of the known values',
    8: 'Number: repeats line 2',
    9: 'Agent: still holds districts or customers',
  });
  await page.getByTestId('unknown-columns').getByText(shell.say('imports.UNKNOWN_COLUMNS', 'Birthday')).waitFor();
  await shots(page, 'import-employees-en');
  await imports.leaveOut.check();
  assert.equal(await imports.carryOut(), shell.say('imports.APPLIED_BODY', 2, 0, 0, 6));
  await page.getByRole('link', { name: shell.say('imports.TO_LIST') }).click();
  const list = new Employees(page, 'en');
  const employee = await list.open('X001');
  await employee.head.getByText(shell.say('organisation.AGENT'), { exact: true }).waitFor();
  await employee.fact('organisation.PHONE').getByText('139 0001 0001').waitFor();
  await logged(shell, 'employee.import', 'people.csv');
});
