import { describeFaceDetector } from '../../../tests/support/face-detector-checks.ts';
import blazefaceFull from './blazeface-full.model.ts';

describeFaceDetector(blazefaceFull, 'models/faces/blazeface/face_detection_full_range.onnx', {
  finds: ['smilingMan', 'signingMan', 'woman', 'manWithGlasses'],
  landmarkCount: 6,
  nothingIn: [
    'media/pyscenedetect/testvideo.mp4',
    'media/androidx-media/sample.avi',
    'media/moviepy/smpte-2997.mp4',
    'media/mdn/pig.mp4',
    'media/mdn/rabbit320.mp4',
  ],
});
