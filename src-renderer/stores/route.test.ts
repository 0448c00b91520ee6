import { describe, expect, it } from 'vitest';
import { hashOfRoute, type Route, routeOfHash } from './route.ts';

describe('routes', () => {
  it.each<Route>([
    { screen: 'library' },
    { screen: 'activity' },
    { screen: 'models', pack: null },
    { screen: 'models', pack: 'whisper-base.q8' },
    { screen: 'clip', clipId: 'c_12-ab' },
  ])('%j survives the address bar', (route) => {
    expect(routeOfHash(hashOfRoute(route))).toEqual(route);
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
