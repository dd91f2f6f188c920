import type { Reading } from './reading.js'

const named =
  /([一-龥A-Za-z0-9]{2,8}?(?:自治县|街道|社区|小区|花园|家园|大厦|广场|公寓|大道|小学|中学|幼儿园|医院|工业园|开发区|市场|学校|[县区镇乡村路街桥苑]))/g
/** What stands before a name and is not of it. */
const lead =
  /^.*?(?:位于|坐落|座落|反映|来电|来到|我们|他们|前往|附近|关于|咨询|投诉|建议|因为|以及|还有|希望|请问|[在从到由往于至和与及是对向为把被将给让的了我你他])/
const empty =
  /^(?:[本该此各全整新老小大]?(?:县|区|镇|乡|村|路|街|桥|小区|学校|社区|医院|市场|广场|街道))$|这个|那个|一个|哪个|每个|几个|有个|什么|不通|没有/

/** Places said in the text: known ones of ours first, then names with the suffix of a place. */
export function findPlaces(reading: Reading, most = 8): string[] {
  const places = new Set<string>()
  for (const hits of reading.role('place').values()) for (const hit of hits) places.add(hit.word)
  for (const match of reading.text.slice(0, 2_000).matchAll(named)) {
    const name = (match[1] ?? '').replace(lead, '')
    if (name.length >= 3 && !empty.test(name)) places.add(name)
    if (places.size >= most) break
  }
  return [...places].slice(0, most)
}
