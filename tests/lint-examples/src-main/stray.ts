// expected: house/import-layers
export const nobodyKnowsMyLayer = 1;
