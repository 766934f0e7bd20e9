/* digest: the examples of FIPS 180-4, and what an editor may change of a text unnoticed. */
#include "check.h"

#include "read/digest.h"

static Arena *a;

static bool same(const char *one, const char *other)
{
    return str_equal(digest_text(a, str_of(one)), digest_text(a, str_of(other)));
}

int main(void)
{
    a = arena_open();
    CHECK_TEXT(digest_bytes(a, STR_NONE), STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), "empty");
    CHECK_TEXT(digest_bytes(a, STR("abc")), STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), "abc");
    CHECK_TEXT(digest_bytes(a, STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
               STR("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"), "two blocks");

    CHECK_TEXT(digest_text(a, STR("第一段\n\n第二段\n")), digest_bytes(a, STR("第一段\n\n第二段\n")), "plain text is hashed as it is");
    CHECK(same("第一段\n\n第二段\n", "\xEF\xBB\xBF第一段\r\n\r\n第二段\r\n"));
    CHECK(same("第一段\n\n第二段\n", "第一段\r\r第二段"));
    CHECK(same("第一段\n\n第二段\n", "\n \n第一段\n\t\n第二段\n\n\n"));
    CHECK(same("", "\n\n"));
    CHECK(!same("第一段\n\n第二段\n", "第一段\n第二段\n"));
    CHECK(!same("共 11 次\n", "共 12 次\n"));
    CHECK(!same("硬换行  \n下一行\n", "硬换行\n下一行\n"));
    arena_close(a);
    return check_finish();
}
