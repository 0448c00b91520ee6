// expected: none
import '../features/library/grid.ts';
import '../ui/button.ts';
