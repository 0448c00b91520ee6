/** Fingerprints are read all at once, among artifacts of many kinds and megabytes. */
export const sql = `
CREATE INDEX artifacts_fingerprints ON artifacts (clip_id) WHERE name = 'fingerprint';
`;
