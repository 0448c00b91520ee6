// expected: none
import 'i18next';
import './english.ts';
