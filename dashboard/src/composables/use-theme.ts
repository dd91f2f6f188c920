import { computed, readonly, ref, watchEffect } from 'vue'

export const themeChoices = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themeChoices)[number]
export const themeLabel: Record<ThemeChoice, string> = { light: '浅色', dark: '深色', system: '跟随系统' }

const storageKey = 'huiyin-theme'
const stored = localStorage.getItem(storageKey)
const choice = ref<ThemeChoice>(themeChoices.find((word) => word === stored) ?? 'system')
const forced = ref<'dark' | null>(null)
const system = matchMedia('(prefers-color-scheme: dark)')
const systemDark = ref(system.matches)
system.addEventListener('change', (event) => {
  systemDark.value = event.matches
})

const isDark = computed(() =>
  forced.value ? true : choice.value === 'system' ? systemDark.value : choice.value === 'dark',
)

/** Puts the theme on the document; called once, before anything is drawn. */
export function applyTheme(): void {
  watchEffect(() => document.documentElement.classList.toggle('dark', isDark.value))
}

/** Light, dark or as the system says; the wall is dark whatever is chosen. */
export function useTheme() {
  const choose = (next: ThemeChoice): void => {
    choice.value = next
    localStorage.setItem(storageKey, next)
  }
  const force = (theme: 'dark' | null): void => {
    forced.value = theme
  }
  return { choice: readonly(choice), isDark, choose, force }
}
