// `npm test`: unit and end-to-end suites; the last line on stdout is the sum of both.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { meetPrerequisites } from './prerequisites.mjs'

const suites = [
  { name: 'unit', args: [] },
  { name: 'end-to-end', args: ['--config', 'e2e/vitest.config.ts'] },
]

/** Runs every suite, also after one failed. @returns whether all passed and none was empty */
export async function test(root, extra) {
  if (!meetPrerequisites()) return false
  mkdirSync(join(root, '.tmp'), { recursive: true })
  let passed = 0
  let failed = 0
  let ok = true
  for (const { name, args } of suites) {
    process.stderr.write(`回音 ▸ ${name} tests\n`)
    const file = join(root, '.tmp', `tests-${name}.json`)
    rmSync(file, { force: true })
    const done = spawnSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        ...args,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...extra,
      ],
      { cwd: root, stdio: ['ignore', 2, 2] },
    )
    const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
    passed += result?.numPassedTests ?? 0
    failed += result?.numFailedTests ?? 0
    // A suite that broke before any test, or ran none, has failed even if no test did.
    if (done.status !== 0 || !result || result.numPassedTests === 0) {
      ok = false
      if (!result?.numFailedTests) failed += 1
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return ok
}
