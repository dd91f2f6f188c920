import type { Ref } from 'vue'

/** How a list stands: what `usePages` and `useResource` answer with. */
export interface ListState {
  problem: Readonly<Ref<string | null>>
  loading: Readonly<Ref<boolean>>
  reload: () => Promise<void>
  /** Of a list read page by page: the cursor of what follows, or null at its end. */
  next?: Readonly<Ref<string | null>>
  moreProblem?: Readonly<Ref<string | null>>
  more?: () => Promise<void>
}
