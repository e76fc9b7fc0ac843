// Pages that few open first: one file that comes when one of them is asked for, and weighs on nobody's first load.
export { default as Overdue } from './overdue/Overdue.svelte';
export { default as Places } from './place/Places.svelte';
export { default as Privacy } from './privacy/Privacy.svelte';
export { default as Lesson } from './lesson/Lesson.svelte';
export { default as Lessons } from './lesson/Lessons.svelte';
