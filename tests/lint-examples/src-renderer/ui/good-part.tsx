// expected: none
import 'react';
import '../i18n/translate.ts';
import './good-part.module.css';
