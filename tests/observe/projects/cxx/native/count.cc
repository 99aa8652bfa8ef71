#include "count.h"
#include "detail.h"
std::int32_t count() { return DETAIL; }
