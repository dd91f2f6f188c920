// False alarms of healthy sources and sweeps until an injected fault is alarmed, by simulation with seeded chance:
// node bench/health.mjs [SOURCES] (after `npx tsc -b domain`). Each source lives 45 days, swept every 30 minutes: daily
// and weekly rhythm, bursts, edits of the list's length, posts without a field. Prints JSON.
import { addFields, baselineOf } from '../domain/dist/source-baseline.js'
import { judgeHealth } from '../domain/dist/source-health.js'

const sources = Number(process.argv[2] ?? 40)
const hourMs = 3_600_000
const everyMs = hourMs / 2
const days = 45
const learnedDays = 35
const start = Date.parse('2026-03-02T00:00:00+08:00')

/** mulberry32: the same sequence for the same seed. */
function chance(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t ^= t + Math.imul(t ^ (t >>> 7), 61 | t)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

function poisson(mean, random) {
  const limit = Math.exp(-mean)
  let product = random()
  let count = 0
  while (product > limit) {
    product *= random()
    count++
  }
  return count
}

/** Posts expected in half an hour at this instant. */
function rate(at, daily, weekend) {
  const there = new Date(at + 8 * hourMs)
  const hour = there.getUTCHours()
  const day = there.getUTCDay()
  const byHour = hour < 6 ? 0.1 : hour < 9 ? 0.8 : hour < 18 ? 1.6 : hour < 23 ? 1.2 : 0.4
  return ((daily * byHour) / 48) * (day === 0 || day === 6 ? weekend : 1)
}

const share = (random, of, filled) => {
  let count = 0
  for (let n = 0; n < of; n++) if (random() < filled) count++
  return [count, of]
}

function world(seed) {
  const random = chance(seed)
  return {
    random,
    daily: 0.3 * 400 ** random(),
    weekend: 0.2 + random(),
    length: 10 + Math.floor(random() * 30),
    dated: 0.85 + 0.15 * random(),
    burst: 1 + 4 * random(),
  }
}

/** One sweep of a healthy source, bent by `fault`. */
function sweepOf(one, at, newest, fault) {
  const { random } = one
  const isBurst = random() < 0.02
  const added = poisson(rate(at, one.daily, one.weekend) * (isBurst ? one.burst * 3 : 1), random)
  const length = Math.max(5, one.length - (random() < 0.1 ? Math.floor(random() * 4) : 0))
  const seen = {
    at: new Date(at),
    outcome: added > 0 ? 'ok' : 'quiet',
    unchanged: added === 0 && random() < 0.5,
    fetched: length,
    known: Math.max(0, length - added),
    new: added,
    fields: addFields(
      { 列表标题: [length, length], 列表时间: share(random, length, one.dated) },
      {
        标题: [added, added],
        正文: [added, added],
        时间: share(random, added, one.dated),
        作者: share(random, added, 0.5),
      },
    ),
    // Now and then the newest post is deleted, or a pinned one leads the list.
    newestAt: new Date(added > 0 ? at : newest - (random() < 0.01 ? 6 * hourMs : 0)),
    shapes: Array.from({ length }, () => 'a.cn/t0.shtml?'),
    pageKind: null,
    error: null,
  }
  return fault ? fault(seen, one) : seen
}

const nothing = { fetched: 0, known: 0, new: 0, fields: {}, newestAt: null, shapes: [], unchanged: false }
const said = (code) => ({ url: 'http://a.cn/', code, message: '读取失败' })
const faults = {
  zero: (seen) => ({ ...seen, ...nothing, outcome: 'blind' }),
  failed: (seen) => ({ ...seen, ...nothing, outcome: 'failed', error: said('http-500') }),
  login: (seen) => ({ ...seen, ...nothing, outcome: 'blind', pageKind: 'login', error: said('selector') }),
  waf: (seen) => ({ ...seen, ...nothing, outcome: 'blind', pageKind: 'waf', error: said('selector') }),
  fields: (seen) => ({
    ...seen,
    unchanged: false,
    fields: Object.fromEntries(Object.entries(seen.fields).map(([name, [, of]]) => [name, [0, of]])),
  }),
  stale: (seen) => ({
    ...seen,
    unchanged: false,
    new: 0,
    known: seen.fetched,
    newestAt: new Date(seen.at - 60 * 24 * hourMs),
  }),
  volume: (seen) => ({
    ...seen,
    unchanged: false,
    fetched: 2,
    known: 2,
    new: 0,
    shapes: seen.shapes.slice(0, 2),
  }),
  template: (seen) => ({
    ...seen,
    unchanged: false,
    known: 0,
    new: 0,
    shapes: seen.shapes.map((_, index) => `a.cn/nav/part${index}.html?`),
  }),
}

function live(seed, fault) {
  const one = world(seed)
  const hours = new Map()
  let memory = null
  let lastNewAt = null
  let newest = start
  let clean = 0
  let alarms = 0
  let sinceFault = 0
  const faultAt = start + (learnedDays + 3 * one.random()) * 24 * hourMs
  for (let at = start; at < start + days * 24 * hourMs; at += everyMs) {
    const isFaulty = fault !== null && at >= faultAt
    if (at < start + learnedDays * 24 * hourMs && at % hourMs === 0) one.baseline = null
    const seen = sweepOf(one, at, newest, isFaulty ? fault : null)
    // The baseline moves slowly; within one simulated hour it is the same but for what is recent.
    const known = [...hours.values()]
    const baseline =
      at >= start + learnedDays * 24 * hourMs || at % (6 * hourMs) === 0
        ? baselineOf(known, { now: new Date(at), lastNewAt, learnedFrom: null })
        : null
    if (baseline) {
      const verdict = judgeHealth(seen, memory, baseline)
      memory = verdict
      if (isFaulty) {
        sinceFault++
        if (verdict.alarm) return { sweeps: sinceFault }
        if (sinceFault > 200) return { sweeps: Number.POSITIVE_INFINITY }
      } else if (at >= start + learnedDays * 24 * hourMs) {
        clean++
        // One alarm a run of bad sweeps: it stands until a good one.
        if (verdict.badInRow === 2) alarms++
      }
    }
    if (!isFaulty) {
      const hour = Math.floor(at / hourMs) * hourMs
      const so = hours.get(hour) ?? {
        hour: new Date(hour),
        sweeps: 0,
        bad: 0,
        listed: 0,
        fetched: 0,
        new: 0,
        requests: 0,
        fields: {},
      }
      so.sweeps++
      so.new += seen.new
      if (!seen.unchanged) {
        so.listed++
        so.fetched += seen.fetched
      }
      so.fields = addFields(so.fields, seen.fields)
      hours.set(hour, so)
      hours.delete(hour - 32 * 24 * hourMs)
      if (seen.new > 0) {
        lastNewAt = new Date(at)
        newest = at
      }
    }
  }
  return { clean, alarms }
}

const calm = Array.from({ length: sources }, (_, seed) => live(seed + 1, null))
const sweeps = calm.reduce((sum, { clean }) => sum + clean, 0)
const alarms = calm.reduce((sum, one) => sum + one.alarms, 0)
const until = {}
for (const [name, fault] of Object.entries(faults)) {
  const found = Array.from(
    { length: Math.min(sources, 15) },
    (_, seed) => live(1_000 + seed, fault).sweeps ?? Number.POSITIVE_INFINITY,
  )
  found.sort((a, b) => a - b)
  until[name] = {
    median: found[found.length >> 1],
    worst: found.at(-1) === Number.POSITIVE_INFINITY ? 'not found' : found.at(-1),
  }
}
console.log(
  JSON.stringify(
    {
      sources,
      cleanSweeps: sweeps,
      falseAlarms: alarms,
      per1000: (1000 * alarms) / sweeps,
      sweepsUntilAlarm: until,
    },
    null,
    1,
  ),
)
