/** Models of pictures with real weights: those that are taken first where all are installed. `modelsWith(realVision)`. */
import blazepose from '../../src-main/inference/models/blazepose.model.ts';
import facemesh from '../../src-main/inference/models/facemesh.model.ts';
import fer from '../../src-main/inference/models/fer-mini-xception.model.ts';
import handGesture from '../../src-main/inference/models/hand-gesture.model.ts';
import mediapipeHands from '../../src-main/inference/models/mediapipe-hands.model.ts';
import mobilefacenet from '../../src-main/inference/models/mobilefacenet.model.ts';
import mobilenetv2 from '../../src-main/inference/models/mobilenetv2.model.ts';
import nsfw from '../../src-main/inference/models/nsfw-mobilenet.model.ts';
import ppocr from '../../src-main/inference/models/ppocr.model.ts';
import yolox from '../../src-main/inference/models/yolox.model.ts';
import yunet from '../../src-main/inference/models/yunet.model.ts';
import type { RealModels } from './real-inference.ts';

const ocr = 'models/ocr/ppocr';
const hands = 'models/hands';
const pose = 'models/pose/blazepose';

export const realVision = {
  objects: {
    model: yolox,
    files: {
      model: 'models/objects/yolox-nano/yolox_nano.onnx',
      labels: 'models/objects/yolox-nano/coco_classes.txt',
    },
  },
  faces: { model: yunet, files: { model: 'models/faces/yunet/face_detection_yunet_120x160.onnx' } },
  'face-landmarks': { model: facemesh, files: { model: 'models/faces/facemesh/face_landmark.onnx' } },
  'face-identity': {
    model: mobilefacenet,
    files: { model: 'models/faces/mobilefacenet/mobilefacenet.onnx' },
  },
  emotion: {
    model: fer,
    files: {
      model: 'models/emotion/fer-mini-xception/fer_mini_xception.DERIVED.onnx',
      labels: 'models/emotion/fer-mini-xception/labels.json',
    },
  },
  hands: {
    model: mediapipeHands,
    files: {
      palm: `${hands}/mediapipe/palm_detection_lite.onnx`,
      hand: `${hands}/mediapipe/hand_landmark_lite.onnx`,
    },
  },
  gesture: {
    model: handGesture,
    files: {
      model: `${hands}/gesture/keypoint_classifier.onnx`,
      labels: `${hands}/gesture/keypoint_classifier_label.csv`,
    },
  },
  pose: {
    model: blazepose,
    files: {
      detection: `${pose}/pose_detection_128.DERIVED.onnx`,
      landmarks: `${pose}/pose_landmark_lite.DERIVED.onnx`,
    },
  },
  'on-screen-text': {
    model: ppocr,
    files: {
      detection: `${ocr}/en_PP-OCRv3_det_infer.onnx`,
      classification: `${ocr}/ch_ppocr_mobile_v2.0_cls_infer.onnx`,
      recognition: `${ocr}/en_number_mobile_v2.0_rec_infer.onnx`,
      dictionary: `${ocr}/en_dict.txt`,
    },
  },
  'picture-features': {
    model: mobilenetv2,
    files: {
      model: 'models/image-embedding/mobilenetv2/mobilenetv2-12-qdq.features.DERIVED.onnx',
      labels: 'models/image-embedding/mobilenetv2/imagenet_labels_1001_with_background.txt',
    },
  },
  'content-warning': {
    model: nsfw,
    files: {
      model: 'models/content-warning/nsfw-mobilenet/nsfw_mobilenet_v2.DERIVED.onnx',
      labels: 'models/content-warning/nsfw-mobilenet/classes.json',
    },
  },
} as const satisfies RealModels;
