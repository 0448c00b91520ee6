// expected: none
import '../../api/client.ts';
import '../../stores/clips.ts';
import '../../ui/button.ts';
import './grid.ts';
