import type { Actor } from '@huiyin/domain/actor'
import { RetryLater } from '@huiyin/domain/errors'
import { compileSubjects, type SubjectSet } from '@huiyin/domain/rule/subject-set'
import { measuredCards } from '@huiyin/keywords/weights'
import type { JudgementInForce } from '@huiyin/store/judgement-changes'
import type { Store } from '@huiyin/store/store'
import type { Analyzer } from './analyze.js'
import { judgeInForce } from './judge-in-force.js'

/** As whom the analyzer works on everything. */
export const analyzerActor: Actor = { kind: 'service', name: 'analyzer' }

export interface LocalAnalyzer {
  /** @throws RetryLater until a jurisdiction is started: nothing can be “about us” before. */
  current(): Promise<Analyzer>
  /** The judge with a change that is only proposed. @throws as `current`, and InvalidInput when it is broken. */
  proposed(change: Partial<JudgementInForce>): Promise<Analyzer>
  /** The watched subjects in force, compiled once and again when one changes. */
  subjects(): Promise<SubjectSet>
  /** The place, the rules or the weights may have changed: read them again when next asked. */
  forget(): void
  /** A watched subject was saved, switched on or off. */
  forgetSubjects(): void
}

const askAgainMs = 5_000

/** Builds a thing once, for all who ask while it is built; a failure is forgotten, so that the next one tries again. */
function once<T>(build: () => Promise<T>): { get(): Promise<T>; forget(): void } {
  let building: Promise<T> | null = null
  return {
    async get() {
      const mine = building ?? build()
      building = mine
      try {
        return await mine
      } catch (error) {
        if (building === mine) building = null
        throw error
      }
    },
    forget() {
      building = null
    },
  }
}

/** The analyzer of the jurisdiction in the store, built once and again when it or what it judges by changes. */
export function localAnalyzer(store: Store): LocalAnalyzer {
  const as = store.as(analyzerActor)

  const build = async (change: Partial<JudgementInForce>): Promise<Analyzer> => {
    const { place, inForce } = await as.transaction(async (tx) => ({
      place: await tx.jurisdiction.knowledge(),
      inForce: await tx.judgementChanges.inForce(),
    }))
    if (!place) throw new RetryLater('尚未设立属地，暂不研判', { afterMs: askAgainMs })
    return judgeInForce({ ...inForce, ...change }, place)
  }
  const judge = once(async () => {
    const analyzer = await build({})
    await as.transaction((tx) => tx.judgementChanges.noteVersion(analyzer.version, measuredCards()))
    return analyzer
  })
  const subjects = once(async () =>
    compileSubjects(await as.transaction((tx) => tx.watchedSubjects.enabled())),
  )

  return {
    current: judge.get,
    proposed: build,
    subjects: subjects.get,
    forget: judge.forget,
    forgetSubjects: subjects.forget,
  }
}
