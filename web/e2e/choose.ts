import { expect, type Page } from '@playwright/test';

/** Chooses like a thumb does: on the label, once it stands still. The field itself is hidden below its label. */
export async function choose(page: Page, role: 'radio' | 'checkbox', name: string, group?: string): Promise<void> {
  const within = group ? page.getByRole('group', { name: group }) : page.getByRole('main');
  await within.locator('label').filter({ has: page.getByRole(role, { name }) }).click();
  await expect(within.getByRole(role, { name })).toBeChecked();
}
