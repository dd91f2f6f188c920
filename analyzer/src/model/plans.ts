import type { Task } from './task-tokens.js'

/** How one linear model is fitted, and what its margin counts in the sum of both (1 unless said otherwise). */
export interface Fit {
  readonly cost: number
  readonly epochs: number
  /** 0: every row counts the same; 1: every class does. */
  readonly balance: number
  readonly share?: number
}

/** How a task is learnt; each figure chosen by cross-validation on the training rows (docs/models.md). */
export interface Plan {
  /** A token is kept from this many documents on. */
  readonly leastDocuments: number
  /** Rare tokens weigh more (inverse document frequency). */
  readonly weighsRarity: boolean
  readonly svm: Fit
  readonly nbSvm: Fit | null
  /** The general expert; `worth` is that of a row: own rows, other places' rows, made-up rows of the labels' words. */
  readonly general?: {
    readonly worth: { readonly own: number; readonly other: number; readonly seed: number }
    readonly svm: Fit
    readonly nbSvm: Fit
  }
  /**
   * What a row of ordinary messages is worth beside the own rows, where a task is told them apart from few rows of its
   * own; tokens are then those of the own rows.
   */
  readonly ordinary?: number
}

export const plans: Record<Task, Plan> = {
  topics: {
    leastDocuments: 4,
    weighsRarity: true,
    svm: { cost: 1, epochs: 8, balance: 0.3 },
    nbSvm: { cost: 2, epochs: 6, balance: 0.3 },
    // A board's habits of filing do not carry to another city: its rows are heard, the labels' own words decide.
    general: {
      worth: { own: 0.02, other: 0.02, seed: 1.5 },
      svm: { cost: 1, epochs: 8, balance: 1 },
      nbSvm: { cost: 1, epochs: 8, balance: 1, share: 0.5 },
    },
  },
  dispatch: {
    leastDocuments: 3,
    weighsRarity: false,
    svm: { cost: 1, epochs: 10, balance: 0, share: 0.4 },
    nbSvm: { cost: 0.5, epochs: 10, balance: 0 },
  },
  emotion: {
    leastDocuments: 3,
    weighsRarity: false,
    svm: { cost: 0.2, epochs: 8, balance: 0.5 },
    nbSvm: { cost: 0.5, epochs: 6, balance: 0.5 },
  },
  accusation: {
    leastDocuments: 2,
    weighsRarity: false,
    svm: { cost: 1, epochs: 12, balance: 0.5 },
    nbSvm: null,
    ordinary: 0.14,
  },
}

/**
 * Share of the general expert on texts that read like the training board, and on all others. A little costs nothing at
 * home (docs/models.md), and a board elsewhere may read like home.
 */
export const generalShare = [0.1, 0.9] as const
/** How sharply the gate turns. */
export const gateSlope = 10
