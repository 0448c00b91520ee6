import { describe, expect, it } from 'vitest';
import { createUsageRecorder, parseCpuSec, parsePeakMemory } from './resource-usage.ts';

describe('parseCpuSec', () => {
  it('counts fields behind the name of the command, whatever that is', () => {
    const rest = 'S 1 10 10 0 -1 4194304 500 0 0 0 123 27 0 0 20 0 5 0 1000 1000000 500';
    expect(parseCpuSec(`4242 (ffmpeg) ${rest}`)).toBe(1.5);
    expect(parseCpuSec(`4242 (a) b (c d) ${rest}`)).toBe(1.5);
  });

  it('does not know what is not there', () => {
    expect(parseCpuSec('')).toBeNull();
    expect(parsePeakMemory('')).toBeNull();
    expect(parsePeakMemory('Name:\tsleep\nState:\tZ (zombie)\n')).toBeNull();
  });

  it('reads the peak of resident memory', () => {
    expect(parsePeakMemory('Name:\tffmpeg\nVmPeak:\t  900 kB\nVmHWM:\t   65536 kB\nVmRSS:\t 100 kB\n')).toBe(
      67_108_864,
    );
  });
});

describe('createUsageRecorder', () => {
  it('adds up times and keeps the largest memory', () => {
    const recorder = createUsageRecorder();
    recorder.add({ wallSec: 1, cpuSec: null, peakMemoryBytes: null });
    expect(recorder.total()).toEqual({ children: 1, wallSec: 1, cpuSec: null, peakMemoryBytes: null });
    recorder.add({ wallSec: 2, cpuSec: 3, peakMemoryBytes: 100 });
    recorder.add({ wallSec: 0.5, cpuSec: 0.25, peakMemoryBytes: 50 });
    expect(recorder.total()).toEqual({ children: 3, wallSec: 3.5, cpuSec: 3.25, peakMemoryBytes: 100 });
  });
});
