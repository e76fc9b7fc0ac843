// As the build writes it: a script which is long enough to be compressed on its way.
// As the build writes it: a script which is long enough to be compressed on its way.
// As the build writes it: a script which is long enough to be compressed on its way.
// As the build writes it: a script which is long enough to be compressed on its way.
// As the build writes it: a script which is long enough to be compressed on its way.
// As the build writes it: a script which is long enough to be compressed on its way.
// As the build writes it: a script which is long enough to be compressed on its way.
// As the build writes it: a script which is long enough to be compressed on its way.
