#include "detail/sizes.h"
int first(const int *values);
