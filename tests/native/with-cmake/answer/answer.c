#ifndef CMAKE_OF
#define CMAKE_OF "some cmake"
#endif

const char *answer(void) { return CMAKE_OF; }
