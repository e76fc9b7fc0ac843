export default {
  'org.door': '社会组织',
} as const;
