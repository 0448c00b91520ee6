import { describe, expect, it } from 'vitest';
import { collectionRoute, isShown, proposedName } from './collection-route.ts';
import { hashOfRoute, routeOfHash } from './route.ts';

const sought = {
  query: 'sees:dog "by the sea"',
  mode: 'text',
  sort: { by: 'taken', direction: 'ascending' },
} as const;

describe('collections as searches', () => {
  it('are on the screen when their search is, come from where it may', () => {
    const route = collectionRoute(sought);
    expect(isShown(route, sought)).toBe(true);
    expect(isShown(routeOfHash(hashOfRoute(route)), sought)).toBe(true);
    expect(isShown({ ...route, query: `${sought.query} ` }, sought)).toBe(true);
  });

  it('are not on the screen when another search is, or none', () => {
    const route = collectionRoute(sought);
    expect(isShown({ screen: 'library' }, sought)).toBe(false);
    expect(isShown({ ...route, query: 'sees:dog' }, sought)).toBe(false);
    expect(isShown({ ...route, mode: 'hybrid' }, sought)).toBe(false);
    expect(isShown({ ...route, sort: { by: 'taken', direction: 'descending' } }, sought)).toBe(false);
    expect(isShown({ ...route, like: { kind: 'clip', clipId: 'c', timeSec: null } }, sought)).toBe(false);
  });

  it('have no direction by relevance', () => {
    const [up, down] = (['ascending', 'descending'] as const).map((direction) => ({
      ...sought,
      sort: { by: 'relevance' as const, direction },
    }));
    if (up === undefined || down === undefined) throw new Error('made above');
    expect(isShown(collectionRoute(up), down)).toBe(true);
  });

  it.each([
    ['  sees:dog  "by the\tsea" ', 'sees:dog by the sea'],
    ['', ''],
    ['words '.repeat(20), 'words '.repeat(13).trim()],
    ['x'.repeat(100), 'x'.repeat(80)],
  ])('begin from %j with the name %j', (query, name) => {
    expect(proposedName(query)).toBe(name);
  });
});
