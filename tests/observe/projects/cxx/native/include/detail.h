#pragma once
#define DETAIL 3
