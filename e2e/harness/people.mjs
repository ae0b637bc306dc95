// The accounts of the demo data, as `guike demo` prints them.
const password = 'guike-demo-2026';

export const ADMIN = { login: 'admin', password };
export const REVIEWER = { login: 'reviewer', password };
export const OPERATIONS = { login: 'operations', password };
export const LEAD = { login: 'lead', password };
export const AGENT = { login: 'agent', password };
