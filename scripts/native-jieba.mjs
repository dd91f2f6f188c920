// node scripts/native-jieba.mjs: builds the native half of nodejieba, once. The product reads the package's dictionary and
// cuts words itself; only the test that compares both cutters, word for word, and bench/analyze.mjs ask for the native one.
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const say = (line) => process.stderr.write(`回音 ▸ ${line}\n`)
const has = (command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0

/** @returns whether the native cutter is there (after building it); what is missing for it is said. */
export function buildNativeJieba(root) {
  const folder = realpathSync(join(root, 'analyzer/node_modules/nodejieba'))
  const binary = join(folder, 'build/Release/nodejieba.node')
  if (existsSync(binary)) return true
  say('正在编译对照用的分词组件… building the native cutter the tests compare with')
  const done = spawnSync('npx', ['-y', '@mapbox/node-pre-gyp@1.0.11', 'install', '--fallback-to-build'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 300_000,
  })
  if (existsSync(binary)) return true
  process.stderr.write(`${`${done.stdout ?? ''}${done.stderr ?? ''}`.split('\n').slice(-40).join('\n')}\n`)
  const missing = ['python3', 'make', 'g++'].filter((tool) => !has(tool))
  if (missing.length > 0)
    say(`测试要编译 nodejieba 作对照，缺少 ${missing.join('、')}：apt-get install -y python3 make g++`)
  return false
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(buildNativeJieba(fileURLToPath(new URL('..', import.meta.url))) ? 0 : 1)
