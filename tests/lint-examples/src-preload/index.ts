// expected: none
import 'electron';
import './contract/errors.ts';
