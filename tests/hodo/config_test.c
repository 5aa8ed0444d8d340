/* Settings of commands, those of `hodo train` foremost: the file's grammar, who overrides whom, and what every mistake is told. */
#include "near.h"

#include "hodo/settings_file.h"
#include "hodo/usual.h"
#include "hodo/named_network.h"
#include "hodo/command.h"
#include "hodo/lrtransfer.h"
#include "train/optimiser.h"
#include "train/schedule.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 64 };

/* A temporary file with these bytes; the test's own to remove. */
static void write_file(char path[PATH_SIZE], const char *bytes, size_t length)
{
    (void)strcpy(path, "/tmp/hodo-config.XXXXXX");
    const int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0);
    cr_assert_eq(write(descriptor, bytes, length), (ssize_t)length);
    (void)close(descriptor);
}

static void read_text(const char *text, hodo_settings_file *config, hodo_status want, const char *says)
{
    char path[PATH_SIZE];
    write_file(path, text, strlen(text));
    hodo_error error = {HODO_OK, ""};
    cr_assert_eq(hodo_settings_file_read(path, config, &error), want, "%s", error.message);
    if (says != NULL) {
        cr_assert_not_null(strstr(error.message, says), "%s", error.message);
        cr_assert_not_null(strstr(error.message, path), "%s", error.message);
    }
    (void)unlink(path);
}

Test(config, lines_comments_and_blanks)
{
    hodo_settings_file config;
    read_text("\xef\xbb\xbf# a comment\n\n  eta = 0.5  # half\r\n\toutput=run#3.tsv\nlabels = a b = c\nwidth=7",
              &config, HODO_OK, NULL);
    static const char *const names[] = {"eta", "output", "labels", "width"};
    static const char *const values[] = {"0.5", "run#3.tsv", "a b = c", "7"};
    static const size_t numbers[] = {3, 4, 5, 6};
    cr_assert_eq(config.count, 4);
    for (size_t i = 0; i < 4; i++) {
        cr_assert_str_eq(config.lines[i].name, names[i]);
        cr_assert_str_eq(config.lines[i].value, values[i]);
        cr_assert_eq(config.lines[i].number, numbers[i]);
    }
    hodo_settings_file_clear(&config);
}

Test(config, an_empty_file_says_nothing)
{
    hodo_settings_file config;
    read_text("", &config, HODO_OK, NULL);
    cr_assert_eq(config.count, 0);
    hodo_settings_file_clear(&config);
}

static const struct {
    const char *text, *says;
} mistakes[] = {
    {"eta 0.5\n", ":1: 'eta 0.5' has no '='"},
    {"\n= 0.5\n", ":2: "},
    {"eta =  # nothing\n", ":1: 'eta = ' lacks its value"},
    {"eta = 1\nwidth = 3\neta = 2\n", ":3: eta stands in line 1 already"},
};

Test(config, mistakes_name_file_and_line)
{
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        hodo_settings_file config;
        read_text(mistakes[i].text, &config, HODO_INVALID, mistakes[i].says);
        hodo_settings_file_clear(&config);
    }
}

Test(config, what_is_no_text_is_refused)
{
    char path[PATH_SIZE];
    write_file(path, "eta = 1\nwid\0th = 3\n", 19);
    hodo_settings_file config;
    hodo_error error = {HODO_OK, ""};
    cr_assert_eq(hodo_settings_file_read(path, &config, &error), HODO_INVALID);
    cr_assert_not_null(strstr(error.message, ":2: a zero byte"), "%s", error.message);
    hodo_settings_file_clear(&config);
    (void)unlink(path);
    cr_assert_eq(hodo_settings_file_read(path, &config, &error), HODO_IO);
    hodo_settings_file_clear(&config);
    cr_assert_eq(hodo_settings_file_read("/tmp", &config, &error), HODO_IO, "%s", error.message);
    hodo_settings_file_clear(&config);
}

/* Settings from a file and at most two arguments; *error when they are refused. */
static hodo_status settings_of(const char *text, const char *first, const char *second,
                               hodo_settings *settings, hodo_arena *arena, hodo_error *error)
{
    static char option[PATH_SIZE + 16]; /* the settings point into the arguments */
    char path[PATH_SIZE] = "", *arguments[5] = {"train"};
    int count = 1;
    if (text != NULL) {
        write_file(path, text, strlen(text));
        (void)snprintf(option, sizeof option, "--config=%s", path);
        arguments[count++] = option;
    }
    const char *const more[] = {first, second};
    for (size_t i = 0; i < 2; i++) {
        if (more[i] != NULL) {
            arguments[count++] = (char *)(uintptr_t)more[i];
        }
    }
    hodo_status status = hodo_settings_read(&hodo_train_command, count, arguments, settings, error);
    if (status == HODO_OK) {
        status = hodo_settings_resolve(settings, arena, error);
    }
    if (text != NULL) {
        (void)unlink(path);
    }
    return status;
}

Test(settings, the_command_line_overrides_the_file)
{
    hodo_settings settings;
    hodo_arena *arena = hodo_arena_alloc();
    hodo_error error = {HODO_OK, ""};
    cr_assert_eq(settings_of("eta = 0.25\nwidth = 64\ncentred = yes\n", "--width=32", "--centred=no", &settings,
                             arena, &error),
                 HODO_OK, "%s", error.message);
    near(settings.eta, 0.25, 0.0, 0.0);
    cr_assert_eq(settings.width, 32);
    cr_assert_eq(settings.centred, false);
    cr_assert_str_eq(hodo_settings_text(&settings, "width"), "32");
    cr_assert_str_eq(hodo_settings_text(&settings, "eta"), "0.25");
    hodo_settings_clear(&settings);
    hodo_arena_free(arena);
}

Test(settings, defaults_follow_other_settings)
{
    static const struct {
        const char *first, *second, *name, *value;
    } cases[] = {
        {NULL, NULL, "precision", "float"},
        {"--gamma=0.001", NULL, "precision", "double"},
        {"--gamma=0.01", NULL, "precision", "float"},
        {"--classes=3,5", NULL, "target", "signs"},
        {"--classes=3,5", "--loss=cross-entropy", "target", "one-hot"},
        {"--data=clusters", NULL, "normalise", "as-read"},
        {"--data=clusters", NULL, "samples", "10000"},
        {"--architecture=cnn", NULL, "depth", "4"},
        {"--steps=10", NULL, "epochs", NULL},
        {"--data=power-law", NULL, "probe", "loss,test-loss"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hodo_settings settings;
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {HODO_OK, ""};
        cr_assert_eq(settings_of(NULL, cases[i].first, cases[i].second, &settings, arena, &error), HODO_OK,
                     "%s", error.message);
        const char *text = hodo_settings_text(&settings, cases[i].name);
        cr_assert(cases[i].value == NULL ? text == NULL : text != NULL && strcmp(text, cases[i].value) == 0,
                  "%s is %s, not %s", cases[i].name, text, cases[i].value);
        hodo_settings_clear(&settings);
        hodo_arena_free(arena);
    }
}

static const struct {
    const char *text, *first, *second, *says;
} refusals[] = {
    {"widht = 3\n", NULL, NULL, ":1: unknown name 'widht': did you mean width?"},
    {"qqqqqqqq = 3\n", NULL, NULL, "--help lists the names"},
    {"\neta = fast\n", NULL, NULL, ":2: eta: 'fast' is no number: give a number in (0, 1e+30]"},
    {"config = other\n", NULL, NULL, ":1: config belongs on the command line"},
    {"help = yes\n", NULL, NULL, ":1: help belongs on the command line"},
    {"centred = perhaps\n", NULL, NULL, ":1: centred: 'perhaps' is neither yes nor no"},
    {"eta = wrong\n", "--eta=1", NULL, ":1: eta: 'wrong' is no number"},
    {NULL, "--eta=0", NULL, "--eta: '0' is out of range: give a number in (0, 1e+30]"},
    {NULL, "--eta=nan", NULL, "--eta: 'nan' is out of range"},
    {NULL, "--eta=-1", NULL, "--eta: '-1' is out of range"},
    {NULL, "--gamma=1e400", NULL, "--gamma: '1e400' is no number"},
    {NULL, "--width=99999999999999999999", NULL, "--width: '99999999999999999999' is no whole number from 1"},
    {NULL, "--width=0", NULL, "--width: '0'"},
    {NULL, "--depth=1", NULL, "--depth: '1' is no whole number from 2"},
    {NULL, "--batch=1.5", NULL, "nor the word full"},
    {NULL, "--batch=3", "--batch=4", "--batch is given twice"},
    {NULL, "--optimiser=adm", NULL, "unknown optimiser 'adm': did you mean adam?"},
    {NULL, "--parametrization=mupp", NULL, "did you mean mup?"},
    {NULL, "--activation=rleu", NULL, "did you mean relu?"},
    {NULL, "--data=minst", NULL, "did you mean mnist?"},
    {NULL, "--data=zzzzzzzz", NULL, "give one of mnist, digits"},
    {NULL, "--probe=loss,sharpnes", NULL, "did you mean sharpness?"},
    {NULL, "--probe=loss,loss", NULL, "loss stands twice"},
    {NULL, "--probe=loss,", NULL, "unknown probe ''"},
    {NULL, "--classes=3", NULL, "is not A,B"},
    {NULL, "--classes=3,3", NULL, "two different classes"},
    {NULL, "--classes=3,999", NULL, "from 0 to 255"},
    {NULL, "--output=", NULL, "--output: is empty"},
    {NULL, "--momentum=0.9", "--optimiser=adam", "--momentum is not read with optimiser 'adam'"},
    {NULL, "--beta1=0.9", NULL, "only adam has betas"},
    {NULL, "--warmup=3", NULL, "--warmup is not read with schedule 'constant'"},
    {NULL, "--epochs=1", "--steps=1", "give one"},
    {NULL, "--labels=y.npy", NULL, "--labels is not read with data 'mnist'"},
    {NULL, "--data=x.npy", NULL, "give --labels=FILE.npy"},
    {NULL, "--data=power-law", "--loss=cross-entropy", "this is a regression"},
    {NULL, "--data=power-law", "--architecture=cnn", "a cnn reads images"},
    {NULL, "--data=clusters", "--contact-sheet=a.png", "draws images"},
    {NULL, "--classes=0,1", "--data=digits", "--classes is not read with data 'digits'"},
    {NULL, "--samples=5", "--data=digits", "'digits' never ends"},
    {NULL, "--samples=endless", NULL, "'mnist' ends"},
    {NULL, "--target=signs", NULL, "give --classes=A,B"},
    {NULL, "--target=centred", "--loss=cross-entropy", "centred ones sum to 0"},
    {NULL, "--depth=3", "--architecture=cnn", "the cnn has 4"},
    {NULL, "--seed=-1", NULL, "--seed: '-1'"},
    {NULL, "word", NULL, "'word' is no option"},
};

Test(settings, every_mistake_is_told)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        hodo_settings settings;
        hodo_arena *arena = hodo_arena_alloc();
        hodo_error error = {HODO_OK, ""};
        cr_assert_eq(
            settings_of(refusals[i].text, refusals[i].first, refusals[i].second, &settings, arena, &error),
            HODO_INVALID, "row %zu (%s) is taken", i, refusals[i].says);
        cr_assert_not_null(strstr(error.message, refusals[i].says), "%s", error.message);
        cr_assert_null(strchr(error.message, '\n'));
        hodo_settings_clear(&settings);
        hodo_arena_free(arena);
    }
}

/* The tables here repeat names of the libraries: they must know the same. */
Test(settings, names_are_those_of_the_libraries)
{
    size_t known = 0, there = 0;
    for (const hodo_usual_optimiser *row = hodo_usual_optimisers; row->name != NULL; row++, known++) {
        cr_assert_not_null(hodo_optimiser_find(row->name, NULL).kind, "%s", row->name);
    }
    while (hodo_optimisers[there] != NULL) {
        there++;
    }
    cr_assert_eq(known, there);
    for (const hodo_usual_schedule *row = hodo_usual_schedules; row->name != NULL; row++) {
        cr_assert_not_null(hodo_schedule_find(row->name, NULL).kind, "%s", row->name);
    }
    for (const hodo_usual_name *row = hodo_normalisation_names; row->name != NULL; row++) {
        hodo_normalisation found;
        cr_assert_eq(hodo_normalisation_find(row->name, &found, NULL), HODO_OK, "%s", row->name);
    }
}

/* Whether one of the names, with commas, is `name`. */
static bool among(const char *names, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = names; at != NULL; at = strchr(at, ',') != NULL ? strchr(at, ',') + 1 : NULL) {
        if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static size_t names_in(const char *names)
{
    size_t count = names != NULL;
    for (const char *at = names; at != NULL && *at != '\0'; at++) {
        count += *at == ',';
    }
    return count;
}

/* What a section leaves out, or gives another default, must be there to be left out; no name stands twice, and
 * every default is one that the reader takes. */
Test(settings, sections_name_rows_that_are_there)
{
    static const hodo_command *const commands[] = {&hodo_train_command, &hodo_coordcheck_command,
                                                   &hodo_lrtransfer_command};
    for (size_t c = 0; c < sizeof commands / sizeof commands[0]; c++) {
        const hodo_command *command = commands[c];
        for (const hodo_command_section *section = command->sections; section->rows != NULL; section++) {
            size_t left_out = 0, other = 0, others = 0;
            for (const hodo_option_row *row = section->rows; row->face.name != NULL; row++) {
                const bool takes = hodo_command_takes(section, row);
                cr_assert_eq(takes, !among(section->without, row->face.name), "%s", row->face.name);
                left_out += !takes;
                other += takes && hodo_command_default(section, row) != row->usual;
            }
            for (const hodo_command_usual *own = section->usual; own != NULL && own->name != NULL; own++) {
                others++;
            }
            cr_assert_eq(left_out, names_in(section->without), "%s: without %s", command->name,
                         section->without);
            cr_assert_eq(other, others, "%s has a default for no row", command->name);
        }
        /* As large as the settings of any command. */
        union {
            hodo_settings settings;
            hodo_lrtransfer_settings lrtransfer;
        } room = {.lrtransfer = {.eta_factor = 0.0}};
        char *arguments[] = {"command"};
        hodo_error error = {HODO_OK, ""};
        cr_assert_eq(hodo_settings_read(command, 1, arguments, &room.settings, &error), HODO_OK, "%s: %s",
                     command->name, error.message);
        for (size_t i = 0; i < room.settings.count; i++) {
            const char *name = room.settings.rows[i]->face.name;
            cr_assert_eq(hodo_settings_index(&room.settings, name), i, "%s: %s stands twice", command->name,
                         name);
        }
        cr_assert_eq(hodo_settings_index(&room.settings, "no-such-option"), SIZE_MAX);
        hodo_settings_clear(&room.settings);
    }
}

/* E phi(z)^2: 1/2 of relu, 1 of abs and the identity, (2/pi) arcsin(2/3) of erf. */
Test(network, gains_are_second_moments)
{
    static const struct {
        const char *name;
        double moment;
    } cases[] = {{"relu", 0.5}, {"abs", 1.0}, {"linear", 1.0}, {"erf", 0.46455905439753997}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const hodo_nonlinearity phi = {hodo_activation_find(cases[i].name, NULL), 0.0, 0.0};
        double gain = 0.0;
        cr_assert_not_null(phi.activation);
        cr_assert_eq(hodo_named_gain(phi, &gain, NULL), HODO_OK);
        near(gain, 1.0 / sqrt(cases[i].moment), 1e-7, 0.0); /* the quadrature's own bound */
    }
    const hodo_nonlinearity nothing = {hodo_activation_find("abrelu", NULL), 0.0, 0.0};
    double gain = 0.0;
    cr_assert_eq(hodo_named_gain(nothing, &gain, NULL), HODO_NUMERIC);
}
