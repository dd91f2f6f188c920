import { InvalidInput, Quarantine, RetryLater } from '@huiyin/domain/errors'
import { defineJob, type JobDeclaration, jobs } from '@huiyin/domain/job'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Queues } from './queues.js'
import { handle } from './worker.js'

/** One place for jobs: every call opens another process's view of it. */
export interface QueuePlace {
  open(jobs: readonly JobDeclaration[]): Queues
  dispose(): Promise<void>
}

const [sweep, analyze] = jobs
const analyzeTwice = defineJob({
  ...analyze,
  name: 'analyze-twice',
  attempts: 2,
  key: (p) => `twice-${p.itemId}`,
})
const declared = [sweep, analyzeTwice]

/** A promise with its resolver outside: tests wait for what happens, never for time. */
function signal() {
  let give: () => void = () => undefined
  const given = new Promise<void>((resolve) => {
    give = resolve
  })
  return { give, given }
}

const anyTime = { timeout: 20_000 }

/** What every back end of the queues must do; run once for each. */
export function describeQueueContract(name: string, prepare: () => Promise<QueuePlace>): void {
  describe(name, () => {
    let place: QueuePlace | undefined
    let queues: Queues
    const opened: Queues[] = []
    const open = (list: readonly JobDeclaration[] = declared) => {
      if (!place) throw new Error('the place for jobs was not prepared')
      const next = place.open(list)
      opened.push(next)
      return next
    }
    const analyzeCounts = async () => (await queues.counts()).analyze

    beforeEach(async () => {
      place = await prepare()
      queues = open()
    })
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((each) => each.close()))
      await place?.dispose()
    })

    test('a job that is announced is done with its payload, and leaves nothing behind', async () => {
      const done = signal()
      const seen: string[] = []
      await open().work('analyze', [
        handle(analyzeTwice, async ({ itemId }) => {
          seen.push(itemId)
          done.give()
        }),
      ])
      expect(await queues.enqueue(analyzeTwice, { itemId: 'i-1' })).toBe('added')
      await done.given
      expect(seen).toEqual(['i-1'])
      await expect.poll(analyzeCounts, anyTime).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 })
    })

    test('a job of the same key is one job while it waits', async () => {
      expect(await queues.enqueue(analyzeTwice, { itemId: 'i-1' })).toBe('added')
      expect(await queues.enqueue(analyzeTwice, { itemId: 'i-1' })).toBe('held')
      expect(await queues.enqueue(analyzeTwice, { itemId: 'i-2' })).toBe('added')
      expect((await analyzeCounts()).waiting).toBe(2)
    })

    test('many announced at once are one job for each key, beside what waits already', async () => {
      await queues.enqueue(analyzeTwice, { itemId: 'i-1' })
      const announced = ['i-1', 'i-2', 'i-3', 'i-3'].map((itemId) => ({
        job: analyzeTwice,
        payload: { itemId },
      }))
      await queues.enqueueAll([...announced, { job: sweep, payload: { sourceId: 's-1' } }])
      expect((await analyzeCounts()).waiting).toBe(3)
      expect((await queues.counts()).crawl.waiting).toBe(1)
    })

    test('of many announced at once those that failed are tried again, and those set aside are not', async () => {
      const seen: string[] = []
      let mended = false
      await open().work('analyze', [
        handle(analyzeTwice, async ({ itemId }) => {
          if (itemId === 'broken') throw new Quarantine('undecodable page')
          if (itemId === 'late' && !mended) throw new Error('数据库连不上')
          seen.push(itemId)
        }),
      ])
      const all = ['late', 'broken', 'new'].map((itemId) => ({ job: analyzeTwice, payload: { itemId } }))
      await queues.enqueueAll(all.slice(0, 2))
      await expect.poll(async () => (await queues.failed(10)).length, anyTime).toBe(2)
      mended = true
      await queues.enqueueAll(all)
      await expect.poll(() => [...seen].sort(), anyTime).toEqual(['late', 'new'])
      await expect.poll(() => queues.failed(10), anyTime).toMatchObject([{ key: 'twice-broken' }])
    })

    test('nothing of many is announced when one does not follow its declaration', async () => {
      const wrong = [{ itemId: 'i-1' }, { itemId: '' }].map((payload) => ({ job: analyzeTwice, payload }))
      await expect(queues.enqueueAll(wrong)).rejects.toThrow(InvalidInput)
      expect((await analyzeCounts()).waiting).toBe(0)
    })

    test('a done job gives its key free', async () => {
      const done = [signal(), signal()] as const
      let runs = 0
      await open().work('analyze', [handle(analyzeTwice, async () => done[runs++]?.give())])
      await queues.enqueue(analyzeTwice, { itemId: 'i-1' })
      await done[0].given
      await expect.poll(() => queues.enqueue(analyzeTwice, { itemId: 'i-1' }), anyTime).toBe('added')
      await done[1].given
      expect(runs).toBe(2)
    })

    test('a delayed job waits apart and is done later', async () => {
      const done = signal()
      await queues.enqueue(analyzeTwice, { itemId: 'i-1' }, { delayMs: 200 })
      expect(await analyzeCounts()).toMatchObject({ waiting: 0, delayed: 1 })
      await open().work('analyze', [handle(analyzeTwice, async () => done.give())])
      await done.given
    })

    test('a failing job is tried as often as declared, kept with its reason, and tried again when announced again', async () => {
      const mended = signal()
      let runs = 0
      await open().work('analyze', [
        handle(analyzeTwice, async () => {
          runs += 1
          if (runs <= 2) throw new Error('数据库连不上')
          mended.give()
        }),
      ])
      await queues.enqueue(analyzeTwice, { itemId: 'i-1' })
      await expect
        .poll(() => queues.failed(10), anyTime)
        .toMatchObject([
          {
            queue: 'analyze',
            job: 'analyze-twice',
            key: 'twice-i-1',
            reason: '数据库连不上',
            attempts: 2,
            quarantined: false,
          },
        ])
      expect(runs).toBe(2)
      expect(await queues.enqueue(analyzeTwice, { itemId: 'i-1' })).toBe('retried')
      await mended.given
      await expect.poll(() => queues.failed(10), anyTime).toEqual([])
    })

    test('“not now” is no attempt', async () => {
      const done = signal()
      let runs = 0
      await open().work('analyze', [
        handle(analyzeTwice, async () => {
          runs += 1
          if (runs <= 4) throw new RetryLater('host throttled', { afterMs: 5 })
          done.give()
        }),
      ])
      await queues.enqueue(analyzeTwice, { itemId: 'i-1' })
      await done.given
      expect(runs).toBe(5)
      expect(await queues.failed(10)).toEqual([])
    })

    test('what is set aside is not tried again by machine, only by a person', async () => {
      const again = signal()
      let runs = 0
      await open().work('analyze', [
        handle(analyzeTwice, async () => {
          runs += 1
          if (runs === 1) throw new Quarantine('undecodable page', { url: 'http://example.invalid/' })
          again.give()
        }),
      ])
      await queues.enqueue(analyzeTwice, { itemId: 'i-1' })
      await expect
        .poll(() => queues.failed(10), anyTime)
        .toMatchObject([{ quarantined: true, reason: 'Quarantine: undecodable page' }])
      expect(await queues.enqueue(analyzeTwice, { itemId: 'i-1' })).toBe('quarantined')
      expect(runs).toBe(1)
      expect(await queues.retry('analyze', 'twice-i-1')).toBe(true)
      await again.given
    })

    test('a payload that departs from the declaration is refused when announced', async () => {
      await expect(queues.enqueue(analyzeTwice, { itemId: '' })).rejects.toThrow(InvalidInput)
      expect((await analyzeCounts()).waiting).toBe(0)
    })

    test('a payload announced by another version is set aside instead of done', async () => {
      const older = defineJob({ ...sweep, name: 'analyze-twice', queue: 'analyze', key: () => 'older' })
      let runs = 0
      await queues.enqueue(older, { sourceId: 's-1' })
      await open().work('analyze', [
        handle(analyzeTwice, async () => {
          runs += 1
        }),
      ])
      await expect.poll(() => queues.failed(10), anyTime).toMatchObject([{ key: 'older', quarantined: true }])
      expect(runs).toBe(0)
    })

    test('a key the queue cannot hold is refused', async () => {
      const colon = defineJob({ ...analyze, key: () => 'a:1' })
      const digits = defineJob({ ...analyze, key: () => '17' })
      await expect(queues.enqueue(colon, { itemId: 'i-1' })).rejects.toThrow(InvalidInput)
      await expect(queues.enqueue(digits, { itemId: 'i-1' })).rejects.toThrow(InvalidInput)
    })

    test('a worker without a handler for a declared job does not start', async () => {
      await expect(open().work('analyze', [])).rejects.toThrow('no handler for analyze-twice')
      const foreign = [handle(analyzeTwice, async () => undefined), handle(sweep, async () => undefined)]
      await expect(open().work('analyze', foreign)).rejects.toThrow('sweep-source belong to another queue')
    })

    test('closing waits for the job that runs and takes no other', async () => {
      const started = signal()
      const mayEnd = signal()
      let finished = 0
      const working = open()
      await working.work('analyze', [
        handle(analyzeTwice, async () => {
          started.give()
          await mayEnd.given
          finished += 1
        }),
      ])
      await queues.enqueue(analyzeTwice, { itemId: 'i-1' })
      await started.given
      await queues.enqueue(analyzeTwice, { itemId: 'i-2' })
      const closed = working.close()
      mayEnd.give()
      await closed
      expect(finished).toBe(1)
      expect(await analyzeCounts()).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 })
    })
  })
}
