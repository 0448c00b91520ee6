/** When the next postponed job is due is asked after each job: not to be looked for among all that wait. */
export const sql = `
CREATE INDEX jobs_postponed ON jobs (retry_at_ms) WHERE state = 'waiting' AND ready = 1 AND retry_at_ms IS NOT NULL;
`;
