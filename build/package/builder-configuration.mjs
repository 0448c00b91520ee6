/**
 * How the app is packaged, for electron-builder: what goes into the archive, what lies beside it, and how Electron is
 * hardened.
 *
 * ffmpeg is not in the package by default. Builds of it are under the LGPL, the GPL or, with some encoders, under no licence
 * that lets them be handed on, so whoever packages decides: RUSHES_PACKAGE_FFMPEG names a folder with ffmpeg, ffprobe and
 * their licence. Without it the app uses what the system has.
 */

/** Programs and native code can't run from inside the archive. */
const outsideArchive = [
  '**/*.node',
  'node_modules/better-sqlite3/**',
  'node_modules/sqlite-vec*/**',
  'node_modules/onnxruntime-node/bin/**',
  'node_modules/sharp/**',
  'node_modules/trash/lib/**',
  'node_modules/@img/**',
  'node_modules/exiftool-vendored.*/**',
];

const appFiles = [
  'package.json',
  'out/src-main/**/*.js',
  'out/src-preload/**/*.js',
  'out/preload/index.cjs',
  'out/renderer/**',
  'models/catalog.json',
  '!**/*.map',
  // Sources of what is there compiled, and what is compiled for other systems.
  '!node_modules/better-sqlite3/{deps,src,binding.gyp}',
  '!node_modules/better-sqlite3/prebuilds/!(${platform}*-${arch}.node)',
  '!node_modules/onnxruntime-node/bin/napi-v6/!(${platform})/**',
  '!node_modules/onnxruntime-node/bin/napi-v6/*/!(${arch})/**',
  '!node_modules/onnxruntime-node/{script,lib}/**',
  // For browsers; transformers.js brings along what it needs of it.
  '!node_modules/onnxruntime-web/**',
];

/** Everything that lets the program be used for something else than this app is off. */
const fuses = /** @type {const} */ ({
  // As a plain Node, by an environment variable. The engine runs in a utility process, which does not need it.
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  // There is no snapshot of our own.
  loadBrowserProcessSpecificV8Snapshot: false,
  // Pages come from a scheme of our own, never from file:.
  grantFileProtocolExtraPrivileges: false,
});

const usageOnMac = 'Rushes reads the videos in the folders that you add to it.';

/** What the app may be handed by the Finder. It never offers itself as the usual program for them. */
const documentTypes = [
  {
    CFBundleTypeName: 'Folder',
    CFBundleTypeRole: 'Viewer',
    LSHandlerRank: 'None',
    LSItemContentTypes: ['public.folder'],
  },
  {
    CFBundleTypeName: 'Video',
    CFBundleTypeRole: 'Viewer',
    LSHandlerRank: 'Alternate',
    LSItemContentTypes: ['public.movie'],
  },
];

/** @type {import('electron-builder').MacConfiguration} */
const mac = {
  target: [
    { target: 'dmg', arch: ['x64', 'arm64'] },
    { target: 'zip', arch: ['x64', 'arm64'] },
  ],
  category: 'public.app-category.video',
  hardenedRuntime: true,
  gatekeeperAssess: false,
  entitlements: 'build/package/entitlements.mac.plist',
  entitlementsInherit: 'build/package/entitlements.mac.plist',
  extendInfo: {
    CFBundleDocumentTypes: documentTypes,
    NSDesktopFolderUsageDescription: usageOnMac,
    NSDocumentsFolderUsageDescription: usageOnMac,
    NSDownloadsFolderUsageDescription: usageOnMac,
    NSNetworkVolumesUsageDescription: usageOnMac,
    NSRemovableVolumesUsageDescription: usageOnMac,
  },
};

/** @type {import('electron-builder').LinuxConfiguration} */
const linux = {
  target: ['AppImage', 'deb'],
  category: 'AudioVideo',
  executableName: 'rushes-desktop',
  synopsis: 'A catalogue of the videos on your own disks',
  maintainer: 'The makers of Rushes <rushes@localhost>',
};

/**
 * @typedef {object} PackageWishes
 * @property {string | null} electronFolder Where Electron for this system is unpacked; null: electron-builder fetches it.
 * @property {string | null} ffmpegFolder Holds ffmpeg, ffprobe and their licence; null: they are left to the system.
 */

/**
 * @param {PackageWishes} wishes
 * @returns {import('electron-builder').Configuration}
 */
export function builderConfiguration({ electronFolder, ffmpegFolder }) {
  const ffmpeg = ffmpegFolder === null ? [] : [{ from: ffmpegFolder, to: 'ffmpeg' }];
  return {
    appId: 'rushes.desktop',
    productName: 'Rushes',
    directories: { buildResources: 'build/package', output: 'out/package' },
    extraMetadata: { main: 'out/src-main/hosts/electron/main.js' },
    files: appFiles,
    asar: true,
    asarUnpack: outsideArchive,
    extraResources: ['LICENSE', 'THIRD-PARTY-NOTICES.md', ...ffmpeg],
    electronFuses: fuses,
    ...(electronFolder === null ? {} : { electronDist: electronFolder }),
    // Native packages come compiled, against Node's stable interface, which Electron has too.
    npmRebuild: false,
    // Nothing is uploaded, and the app asks nobody for updates.
    publish: null,
    mac,
    linux,
    // An exiftool and a Perl come with Debian; Rushes brings the former and needs the latter.
    deb: { recommends: ['ffmpeg', 'perl'] },
    win: { target: [{ target: 'nsis', arch: ['x64', 'arm64'] }], requestedExecutionLevel: 'asInvoker' },
    nsis: {
      oneClick: false,
      perMachine: false,
      allowToChangeInstallationDirectory: true,
      // A library is a person's own.
      deleteAppDataOnUninstall: false,
    },
  };
}
