import { describeFaceDetector } from '../../../tests/support/face-detector-checks.ts';
import ultraface from './ultraface.model.ts';

describeFaceDetector(ultraface, 'models/faces/ultraface/version-RFB-320.onnx', {
  finds: ['smilingMan', 'signingMan', 'woman', 'manWithGlasses'],
  landmarkCount: 0,
  nothingIn: [
    'media/pyscenedetect/testvideo.mp4',
    'media/androidx-media/sample.avi',
    'media/moviepy/smpte-2997.mp4',
  ],
});
