// Departments to choose from: by their superiors, those the matrix names first.
export default {
  'handover.named': 'Named by the matrix for this kind and place',
  'handover.duty': 'Duty office',
  'handover.namedFor': '{name} ({duties})',
  'handover.and': ', ',
  'handover.alone': 'With nobody above or below',
  'handover.outside': 'No superior in common: hand it to the duty office to be decided',
};
