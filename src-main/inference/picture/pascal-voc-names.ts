/**
 * The 20 things of PASCAL VOC (Everingham et al. 2010, "The PASCAL Visual Object Classes (VOC) Challenge"; host.robots.ox.ac.uk/pascal/VOC)
 * in its order, after the background. Spelled as COCO does, so that a thing goes by one name whatever has found it.
 */
export const pascalVocNames: readonly string[] = [
  'background',
  ...['airplane', 'bicycle', 'bird', 'boat', 'bottle', 'bus', 'car', 'cat', 'chair', 'cow'],
  ...[
    'dining table',
    'dog',
    'horse',
    'motorcycle',
    'person',
    'potted plant',
    'sheep',
    'couch',
    'train',
    'tv',
  ],
];
