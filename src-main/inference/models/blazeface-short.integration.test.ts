import { describeFaceDetector } from '../../../tests/support/face-detector-checks.ts';
import blazefaceShort from './blazeface-short.model.ts';

describeFaceDetector(blazefaceShort, 'models/faces/blazeface/face_detection_short_range.onnx', {
  finds: ['smilingMan', 'manWithGlasses'],
  landmarkCount: 6,
  nothingIn: [
    'media/pyscenedetect/testvideo.mp4',
    'media/androidx-media/sample.avi',
    'media/moviepy/smpte-2997.mp4',
  ],
});
