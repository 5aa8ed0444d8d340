#include "base/planner.h"

#include <pthread.h>

static pthread_mutex_t planner = PTHREAD_MUTEX_INITIALIZER;

void hodo_planner_lock(void)
{
    (void)pthread_mutex_lock(&planner);
}

void hodo_planner_unlock(void)
{
    (void)pthread_mutex_unlock(&planner);
}
