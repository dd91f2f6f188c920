import { onScopeDispose, ref } from 'vue'

const unitNow = (): number => Math.min(window.innerWidth / 1920, window.innerHeight / 1080)

/** How large one pixel of the 1920×1080 wall is on this screen. */
export function useWallUnit() {
  const unit = ref(unitNow())
  const measure = (): void => {
    unit.value = unitNow()
  }
  window.addEventListener('resize', measure)
  onScopeDispose(() => window.removeEventListener('resize', measure))
  return unit
}
