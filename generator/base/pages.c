#include "base/pages.h"

#include <assert.h>
#include <stdint.h>
#include <sys/mman.h>

void *pages_map(size_t size)
{
    assert(size && size % HUGE_PAGE == 0);
    char *room = mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (room == MAP_FAILED)
        return NULL;
    size_t before = (HUGE_PAGE - (uintptr_t)room % HUGE_PAGE) % HUGE_PAGE;
    if (before)
        munmap(room, before);
    munmap(room + before + size, HUGE_PAGE - before);
    madvise(room + before, size, MADV_HUGEPAGE);
    return room + before;
}

void pages_unmap(void *pages, size_t size)
{
    munmap(pages, size);
}
