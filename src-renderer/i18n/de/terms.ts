/** Fachwörter, die mehrere Bereiche brauchen. */
export const terms = {
  state: {
    ready: 'Fertig',
    working: 'In Arbeit',
    failed: 'Fehlgeschlagen',
    blocked: 'Blockiert',
    missing: 'Offline',
    quarantined: 'Zurückgestellt',
  },
  job: {
    waiting: 'Wartet',
    running: 'Läuft',
    done: 'Fertig',
    skipped: 'Nicht nötig',
    failed: 'Fehlgeschlagen',
    blocked: 'Blockiert',
  },
  resolution: {
    '8k': '8K',
    '4k': '4K',
    '1440p': '1440p',
    '1080p': '1080p',
    '720p': '720p',
    sd: 'SD',
    unknown: 'Unbekannt',
  },
  duration: {
    'under-10s': 'Unter 10 s',
    'under-1m': '10 s bis 1 min',
    'under-10m': '1 bis 10 min',
    'under-1h': '10 min bis 1 h',
    longer: 'Über 1 h',
    unknown: 'Unbekannt',
  },
  clips_one: '{{count}} Clip',
  clips_other: '{{count}} Clips',
} as const;
