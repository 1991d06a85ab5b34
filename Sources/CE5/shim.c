#include "CE5.h"
