import { describe, expect, it } from 'vitest';
import { searchRoute, similarRoute } from './search-route.ts';
import { hashOfRoute, type Route, routeOfHash } from './route.ts';

describe('routes', () => {
  it.each<Route>([
    { screen: 'library' },
    { screen: 'activity' },
    { screen: 'duplicates' },
    { screen: 'models', pack: null },
    { screen: 'models', pack: 'whisper-base.q8' },
    { screen: 'clip', clipId: 'c_12-ab' },
    { screen: 'clip', clipId: 'c_12-ab', timeSec: 12.5 },
    searchRoute(''),
    searchRoute('camera:"Sony A7" & 100% #1 ünï 😀'),
    similarRoute('c_12-ab', null),
    {
      ...similarRoute('c_12-ab', 7.25),
      query: 'is:hdr',
      mode: 'semantic',
      sort: { by: 'taken', direction: 'ascending' },
    },
    { ...searchRoute(''), like: { kind: 'picture', picture: '1' } },
  ])('%j survives the address bar', (route) => {
    expect(routeOfHash(hashOfRoute(route))).toEqual(route);
  });
  it.each([
    ['#/search?mode=odd&sort=size.up&like=../x&t=1', searchRoute('')],
    [
      '#/search?q=a&sort=duration.sideways',
      { ...searchRoute('a'), sort: { by: 'duration', direction: 'descending' } },
    ],
    ['#/search?like=abcd&t=-1', similarRoute('abcd', null)],
    ['#/search?q=%E0%A4', searchRoute('\ufffd')],
    ['#/clip/abcd?t=soon', { screen: 'clip', clipId: 'abcd' }],
  ])('%s loses what is odd', (hash, route) => {
    expect(routeOfHash(hash)).toEqual(route);
  });
  it('half of a pair of surrogates is no reason to fail', () => {
    expect(() => hashOfRoute(searchRoute('a\ud83d'))).not.toThrow();
  });
  it.each([
    '',
    '#',
    '#/clip/',
    '#/clip/../../etc',
    '#/clip/%2e%2e',
    '#/elsewhere',
    '#/models/',
    '#/models/../x',
  ])('takes %j for the library', (hash) => {
    expect(routeOfHash(hash)).toEqual({ screen: 'library' });
  });
});
