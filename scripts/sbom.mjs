// `node scripts/sbom.mjs [FOLDER]`: a bill of materials (CycloneDX JSON) and the list of licences of everything that is
// installed. Fails on a licence an office may not pass on without asking, and on a package that names none.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = resolve(process.argv[2] ?? join(root, '.tmp', 'sbom'))
const pinned = /pnpmVersion = '([\d.]+)'/.exec(readFileSync(join(root, 'scripts/bootstrap.mjs'), 'utf8'))?.[1]

/** Licences that would bind our own source. Weaker copyleft (LGPL, MPL) binds only the library itself. */
const binding = /(?<![L])GPL|SSPL|BUSL|Commons-Clause|CC-BY-NC/i
/** Of a choice the weaker is ours. */
const offersChoice = / OR /
/** Packages whose manifest names no licence, and what stands in the file they ship. */
const readByHand = { 'map-stream@0.1.0': 'MIT' }

function pnpm(...args) {
  const done = spawnSync('npx', ['-y', `pnpm@${pinned}`, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2],
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (done.status !== 0) {
    process.stderr.write(
      `回音 ▸ pnpm ${args.join(' ')} 失败：请先执行 npm run check 装好依赖\n${done.stdout ?? ''}`,
    )
    process.exit(1)
  }
  return done.stdout
}

mkdirSync(folder, { recursive: true })
const bill = join(folder, 'huiyin.cdx.json')
pnpm(
  'sbom',
  '--sbom-format',
  'cyclonedx',
  '--sbom-spec-version',
  '1.6',
  '--sbom-type',
  'application',
  '--out',
  bill,
)

const byLicence = JSON.parse(pnpm('-r', 'licenses', 'list', '--json'))
const rows = Object.entries(byLicence)
  .flatMap(([licence, packages]) =>
    packages.flatMap(({ name, versions, homepage }) =>
      versions.map((version) => ({
        name,
        version,
        licence: readByHand[`${name}@${version}`] ?? licence,
        homepage: homepage ?? '',
      })),
    ),
  )
  .sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
const cell = (text) => `"${String(text).replaceAll('"', '""')}"`
const list = join(folder, 'licences.csv')
writeFileSync(
  list,
  `\ufeff${['name,version,licence,homepage', ...rows.map((row) => Object.values(row).map(cell).join(','))].join('\r\n')}\r\n`,
)

const wrong = rows.filter(
  ({ licence }) => licence === 'Unknown' || (binding.test(licence) && !offersChoice.test(licence)),
)
for (const { name, version, licence } of wrong)
  process.stderr.write(`回音 ▸ ✗ ${name} ${version}：许可证 ${licence} 需要人工确认\n`)
const { components } = JSON.parse(readFileSync(bill, 'utf8'))
process.stdout.write(
  `${JSON.stringify({ sbom: bill, licences: list, components: components.length, packages: rows.length, toReview: wrong.length })}\n`,
)
process.exit(wrong.length > 0 ? 1 : 0)
