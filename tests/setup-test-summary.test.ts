import { describe, expect, it } from 'vitest';
import { addUp, countSpecs, countTests, summaryLine } from '../build/commands/test-summary.mjs';

const clean = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

describe('countTests', () => {
  it('takes the counts of a good run', () => {
    expect(countTests({ ...clean, numPendingTests: 2, numTodoTests: 1 }, 0)).toEqual({
      passed: 5,
      failed: 0,
      skipped: 3,
    });
  });

  it('counts a file that could not be loaded as one failure, beside failed tests elsewhere', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
    ];
    expect(countTests({ ...clean, numFailedTests: 1, testResults }, 1).failed).toBe(2);
  });

  it('counts a bad exit without a failed test, and a run without a report', () => {
    expect(countTests(clean, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    expect(countTests(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('countSpecs', () => {
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 1 };

  it('takes the counts of a good run, with what passed in a second attempt', () => {
    const report = { stats: { ...stats, flaky: 2 }, errors: [] };
    expect(countSpecs(report, 0)).toEqual({ passed: 6, failed: 0, skipped: 1 });
  });

  it('counts each error outside of every test as one failure, beside failed tests', () => {
    const report = { stats: { ...stats, unexpected: 2 }, errors: [{ message: 'could not be loaded' }] };
    expect(countSpecs(report, 1)).toEqual({ passed: 4, failed: 3, skipped: 1 });
  });

  it('counts a bad exit without a failed test, and a run without a report', () => {
    expect(countSpecs({ stats, errors: [] }, 1)).toEqual({ passed: 4, failed: 1, skipped: 1 });
    expect(countSpecs(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('summaryLine', () => {
  it('names skipped tests only where there are some', () => {
    const counts = addUp([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 40, failed: 2, skipped: 0 },
    ]);
    expect(summaryLine(counts)).toBe('41 passed, 2 failed');
    expect(summaryLine({ ...counts, skipped: 3 })).toBe('41 passed, 2 failed, 3 skipped');
  });
});
