/** Words of the trade that several areas use: names of states, classes and stages' waiting. */
export const terms = {
  state: {
    ready: 'Ready',
    working: 'In work',
    failed: 'Failed',
    blocked: 'Blocked',
    missing: 'Offline',
    quarantined: 'Set aside',
  },
  job: {
    waiting: 'Waiting',
    running: 'Running',
    done: 'Done',
    skipped: 'Not needed',
    failed: 'Failed',
    blocked: 'Blocked',
  },
  resolution: {
    '8k': '8K',
    '4k': '4K',
    '1440p': '1440p',
    '1080p': '1080p',
    '720p': '720p',
    sd: 'SD',
    unknown: 'Unknown',
  },
  duration: {
    'under-10s': 'Under 10 s',
    'under-1m': '10 s to 1 min',
    'under-10m': '1 to 10 min',
    'under-1h': '10 min to 1 h',
    longer: 'Over 1 h',
    unknown: 'Unknown',
  },
  clips_one: '{{count}} clip',
  clips_other: '{{count}} clips',
} as const;
