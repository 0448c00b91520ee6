// expected: house/import-layers
import '../search/box.module.css';
