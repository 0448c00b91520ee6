/** Groups of whatever is connected by pairs, directly or by way of others; each sorted, in the order of their first members. */
export function connected(pairs: readonly { readonly a: number; readonly b: number }[]): number[][] {
  const parents = new Map<number, number>();
  const rootOf = (member: number): number => {
    let root = member;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    parents.set(member, root);
    return root;
  };
  for (const { a, b } of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)];
    parents.set(Math.max(one, other), Math.min(one, other));
  }
  const members = [...parents.keys()].sort((one, other) => one - other);
  return [...Map.groupBy(members, rootOf).values()];
}
