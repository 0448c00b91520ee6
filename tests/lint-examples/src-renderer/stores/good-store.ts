// expected: none
import 'zustand';
import '../../src-preload/contract/commands.ts';
import '../api/client.ts';
import '../i18n/translate.ts';
