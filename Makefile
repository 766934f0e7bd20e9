# Kanben (刊本): make help lists the targets.

CC       = gcc
BUILD    = .build
CFLAGS   = -std=c17 -O2 -g -Wall -Wextra -Werror -Wshadow -Wconversion -Wswitch-enum \
           -Wmissing-prototypes -Wstrict-prototypes -Wundef -Wwrite-strings
# harfbuzz, freetype and lua keep their headers in folders of their own
CPPFLAGS = -D_GNU_SOURCE -Igenerator -I$(BUILD) -isystem /usr/include/lua5.4 -isystem /usr/include/harfbuzz -isystem /usr/include/freetype2
HARDEN   = -fstack-protector-strong -fPIE -D_FORTIFY_SOURCE=2
LDFLAGS  = -pie -Wl,-z,relro,-z,now
LDLIBS   = -llua5.4 -lcmark-gfm-extensions -lcmark-gfm -lyaml -lsqlite3 -lharfbuzz-subset -lharfbuzz \
           -ldeflate -lutf8proc -lturbojpeg -lpng -lwebp -lqrencode -lz -lmicrohttpd -lexpat -lqpdf -lm
LDLIBS  += -lhyphen -lnettle -lbrotlienc -lfreetype -llcms2
TEST_LDLIBS = -lbrotlidec
PROGRAM  = kanben

# Debian 12 packages: to build and run, and to test
PACKAGES = gcc libc6-dev liblua5.4-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libyaml-dev \
           libsqlite3-dev libharfbuzz-dev libdeflate-dev libutf8proc-dev libturbojpeg0-dev libpng-dev \
           libwebp-dev libqrencode-dev libmicrohttpd-dev libexpat1-dev libqpdf-dev \
           zlib1g-dev fonts-noto-cjk fonts-lxgw-wenkai fonts-hanazono fonts-dejavu-core
PACKAGES += libhyphen-dev hyphen-en-us fonts-babelstone-han nettle-dev libbrotli-dev libfreetype-dev liblcms2-dev
TEST_PACKAGES = curl qpdf poppler-utils cmark-gfm unicode-data zbar-tools imagemagick zip unzip

# what the tests in a browser and of the server's configuration need; without it they say "not run". Node.js, npm and Java may come from elsewhere.
BROWSER_PACKAGES = chromium nginx-light $(if $(shell command -v npm),,nodejs npm) $(if $(shell command -v java),,default-jre-headless)

# compile on all processors, also when make was not asked to
SUBMAKE  = $(MAKE) --no-print-directory $(if $(findstring j,$(firstword -$(MAKEFLAGS))),,-j$(shell nproc))

SOURCES  = $(filter-out generator/main.c,$(wildcard generator/*/*.c))
OBJECTS  = $(SOURCES:generator/%.c=$(BUILD)/%.o)
UNITS    = $(patsubst tests/%.c,$(BUILD)/tests/%,$(wildcard tests/*/*_test.c))

all: $(PROGRAM)

demo: deps  ## install what is missing, build, publish the sample county into out/
	@$(SUBMAKE) $(PROGRAM)
	./$(PROGRAM) build --publish
	@$(MAKE) --no-print-directory manual
	@echo
	@echo "  网站 websites   out/site/index.html"
	@echo "  书册 books      out/pdf/"
	@echo "  手册 manual     out-manual/site/index.html, out-manual/pdf/"

manual: $(PROGRAM)  ## build the user manual into out-manual/
	./$(PROGRAM) build -C docs/manual -o out-manual --publish

test: test-deps  ## build and run every test
	@$(SUBMAKE) $(PROGRAM) $(UNITS) $(BUILD)/runner
	@tests/run $(BUILD)

asan: test-deps  ## the tests again under AddressSanitizer and UBSan
	@$(SUBMAKE) BUILD=.build/asan PROGRAM=.build/asan/kanben HARDEN= LDFLAGS= \
	    CFLAGS="$(filter-out -O2,$(CFLAGS)) -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all -DKANBEN_HOSTILE_ARENA" \
	    asan-run
asan-run: $(PROGRAM) $(UNITS) $(BUILD)/runner
	@ASAN_OPTIONS=detect_stack_use_after_return=1 LIMIT=3600 tests/run $(BUILD)

clang:  ## compile everything with clang, warnings as errors
	@$(SUBMAKE) CC=clang BUILD=.build/clang PROGRAM=.build/clang/kanben .build/clang/kanben

layers:  ## who may include whom, one door per foreign library, and a map without gaps
	@awk -f tools/layers.awk generator/README.md generator/*/*.inc generator/*/*.c generator/*/*.h generator/main.c tests/*/*.c

bench: $(PROGRAM)  ## measure against floors and peers; many minutes
	@tests/bench/run
	@tests/bench/peers/run
	@tests/bench/browser/run
	@tests/bench/peers/sites

conformance: $(PROGRAM)  ## every book against PDF/UA-1 and PDF/A, where Java and Maven are to be had
	@tests/conformance/run $(BUILD)

deps:  ## install (as root) or list the packages that are missing
	@tools/packages $(PACKAGES)
test-deps:
	@tools/packages $(PACKAGES) $(TEST_PACKAGES)
browser-deps:  ## install what the tests in a browser and behind a server need
	@tools/packages $(BROWSER_PACKAGES)

$(PROGRAM): $(BUILD)/main.o $(OBJECTS)
	@echo "LD $@"
	@$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: generator/%.c
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(HARDEN) -MMD -MP -c -o $@ $<

# files that the program carries, as C tables
$(BUILD)/build/init.o: $(BUILD)/build/init_files.inc
$(BUILD)/build/serve.o: $(BUILD)/build/serve_files.inc
$(BUILD)/build/search.o: $(BUILD)/build/search_files.inc
$(BUILD)/build/init_files.inc: $(wildcard generator/build/init/*/*)
$(BUILD)/build/serve_files.inc: $(wildcard generator/build/serve/*)
$(BUILD)/build/search_files.inc: $(wildcard generator/build/search/*)
$(BUILD)/build/%_files.inc: tools/embed
	@mkdir -p $(@D)
	@tools/embed generator/build/$* >$@

$(BUILD)/tests/%: tests/%.c $(OBJECTS)
	@mkdir -p $(@D)
	@echo "CC $<"
	@$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(HARDEN) $(LDFLAGS) -MMD -MP -MF $@.d -o $@ $< $(OBJECTS) $(LDLIBS) $(TEST_LDLIBS)

$(BUILD)/runner: tests/runner.c
	@mkdir -p $(@D)
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $<

clean:  ## remove what was built
	rm -rf .build $(PROGRAM) out out.lock out-manual out-manual.lock .kanben docs/manual/.kanben

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

-include $(OBJECTS:.o=.d) $(BUILD)/main.d $(UNITS:=.d)
.PHONY: all demo manual test asan asan-run clang layers bench conformance deps test-deps browser-deps clean help
.DELETE_ON_ERROR:
