import { describeFaceDetector } from '../../../tests/support/face-detector-checks.ts';
import yunet from './yunet.model.ts';

describeFaceDetector(yunet, 'models/faces/yunet/face_detection_yunet_120x160.onnx', {
  finds: ['smilingMan', 'signingMan', 'woman', 'manWithGlasses', 'manWithMoustache'],
  landmarkCount: 5,
  nothingIn: [
    'media/pyscenedetect/testvideo.mp4',
    'media/androidx-media/sample.avi',
    'media/moviepy/smpte-2997.mp4',
    'media/mdn/pig.mp4',
    'media/mdn/rabbit320.mp4',
  ],
});
