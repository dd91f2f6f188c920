// `npm run check`: types, lint and format, import arrows, unit tests. Fast, and the same everywhere.
import { spawnSync } from 'node:child_process'

const steps = [
  ['类型 types', ['node_modules/typescript/bin/tsc', '-b']],
  [
    '界面类型 dashboard types',
    ['dashboard/node_modules/vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'dashboard'],
  ],
  ['代码规范 lint', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']],
  [
    '依赖方向 arrows',
    [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      ...['domain', 'keywords', 'store', 'crawler', 'analyzer', 'reports', 'api', 'cli', 'dashboard'].map(
        (folder) => `${folder}/src`,
      ),
    ],
  ],
  ['机密扫描 secrets', ['scripts/secrets.mjs']],
  ['单元测试 unit tests', ['node_modules/vitest/vitest.mjs', 'run']],
]

/** Runs the steps in order and stops at the first that fails. @returns whether all passed */
export function check(root, { staticOnly = false } = {}) {
  for (const [name, args] of staticOnly ? steps.slice(0, -1) : steps) {
    const startedAt = Date.now()
    const done = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] })
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    process.stderr.write(`回音 ▸ ${done.status === 0 ? '✓' : '✗'} ${name}（${seconds} 秒）\n`)
    if (done.status !== 0) return false
  }
  return true
}
