// expected: none
import './not-there.ts';
